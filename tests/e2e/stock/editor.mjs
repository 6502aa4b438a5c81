// A stock editor of Yjs' world: CodeMirror bound to a Y.Text, joined by y-websocket's provider. It
// knows nothing of Muster but the address, which its page gives.
import { EditorState } from "@codemirror/state";
import { EditorView, basicSetup } from "codemirror";
import { yCollab } from "y-codemirror.next";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const { base, name } = window.given;
const doc = new Y.Doc();
const text = doc.getText("text");
const provider = new WebsocketProvider(base, "doc", doc, { disableBc: true });
provider.awareness.setLocalStateField("user", { name, color: "#c84a08" });
new EditorView({
  parent: document.body,
  state: EditorState.create({ extensions: [basicSetup, yCollab(text, provider.awareness)] }),
});
Object.assign(window, { text, provider });
