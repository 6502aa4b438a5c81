//! A WebSocket that comes back by itself: after a cut, when the device is online again, and when a
//! silent line turns out to be dead. What is said on it is not its business.

use super::clock;
use gloo::events::EventListener;
use gloo::timers::callback::{Interval, Timeout};
use muster_domain::time::Timestamp;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsCast as _;
use web_sys::{BinaryType, CloseEvent, MessageEvent, WebSocket};

/// A line is asked for a sign of life this often, and given up after two without.
const BEAT_MS: u32 = 10_000;
/// Longest wait before the next attempt.
const RETRY_MS_MAX: u32 = 8_000;

/// The codes with which a server closes a line for good begin here (RFC 6455, section 7.4.2).
const FOR_GOOD: u16 = 4_400;

/// What comes over the line.
pub enum Heard {
    /// It is open.
    Opened,
    /// A text frame.
    Text(String),
    /// A binary frame.
    Bytes(Vec<u8>),
    /// It is cut; another attempt follows.
    Cut {
        /// How long nothing had been heard on it, in milliseconds.
        silent_ms: i64,
    },
    /// The server closed it for good, with this code.
    Closed(u16),
}

/// A line that is kept open for as long as this lives.
pub struct Live(Rc<Inner>);

struct Inner {
    path: String,
    hear: Box<dyn Fn(Heard)>,
    socket: RefCell<Option<Open>>,
    retry: RefCell<Option<Timeout>>,
    kept: RefCell<Option<(Interval, EventListener)>>,
    tries: Cell<u32>,
    last_sign: Cell<Timestamp>,
}

struct Open {
    socket: WebSocket,
    _listeners: [EventListener; 3],
}

impl Drop for Open {
    fn drop(&mut self) {
        let _ = self.socket.close();
    }
}

impl Live {
    /// Opens a line to a path of the own origin.
    pub fn start(path: String, hear: impl Fn(Heard) + 'static) -> Self {
        let inner = Rc::new(Inner {
            path,
            hear: Box::new(hear),
            socket: RefCell::default(),
            retry: RefCell::default(),
            kept: RefCell::default(),
            tries: Cell::default(),
            last_sign: Cell::new(clock::now()),
        });
        let (beat, back) = (Rc::downgrade(&inner), Rc::downgrade(&inner));
        let interval = Interval::new(BEAT_MS, move || with(&beat, Inner::beat));
        if let Some(window) = web_sys::window() {
            let online =
                EventListener::new(&window, "online", move |_| with(&back, Inner::connect));
            inner.kept.replace(Some((interval, online)));
        }
        Inner::connect(&inner);
        Self(inner)
    }

    /// Says something; false when the line is cut.
    pub fn say(&self, text: &str) -> bool {
        self.0.say(text)
    }

    /// Sends bytes; false when the line is cut.
    pub fn send(&self, bytes: &[u8]) -> bool {
        self.0.on_open(|socket| socket.send_with_u8_array(bytes).is_ok())
    }
}

impl Inner {
    fn connect(self: &Rc<Self>) {
        self.retry.take();
        self.socket.take();
        self.last_sign.set(clock::now());
        let opened = address(&self.path).and_then(|url| WebSocket::new(&url).ok());
        let Some(socket) = opened else { return self.later() };
        socket.set_binary_type(BinaryType::Arraybuffer);
        let (open, text, cut) = (Rc::downgrade(self), Rc::downgrade(self), Rc::downgrade(self));
        let listeners = [
            EventListener::new(&socket, "open", move |_| with(&open, |inner| inner.opened())),
            EventListener::new(&socket, "message", move |event| {
                with(&text, |inner| inner.heard(event));
            }),
            EventListener::new(&socket, "close", move |event| with(&cut, |it| it.closed(event))),
        ];
        self.socket.replace(Some(Open { socket, _listeners: listeners }));
    }

    fn opened(&self) {
        self.tries.set(0);
        (self.hear)(Heard::Opened);
    }

    fn heard(&self, event: &web_sys::Event) {
        self.last_sign.set(clock::now());
        let Some(data) = event.dyn_ref::<MessageEvent>().map(MessageEvent::data) else { return };
        match data.as_string() {
            Some(text) if text == "pong" => {}
            Some(text) => (self.hear)(Heard::Text(text)),
            None => (self.hear)(Heard::Bytes(js_sys::Uint8Array::new(&data).to_vec())),
        }
    }

    fn closed(self: &Rc<Self>, event: &web_sys::Event) {
        let code = event.dyn_ref::<CloseEvent>().map_or(0, CloseEvent::code);
        if code < FOR_GOOD {
            return self.later();
        }
        self.socket.take();
        self.kept.take();
        (self.hear)(Heard::Closed(code));
    }

    /// Tries again later, the longer the more often it failed.
    fn later(self: &Rc<Self>) {
        self.socket.take();
        let tries = self.tries.get();
        self.tries.set(tries + 1);
        let wait = (250 << tries.min(5)).min(RETRY_MS_MAX);
        let again = Rc::downgrade(self);
        self.retry.replace(Some(Timeout::new(wait, move || with(&again, Self::connect))));
        (self.hear)(Heard::Cut { silent_ms: clock::now() - self.last_sign.get() });
    }

    /// Phones drop lines without a word: silence over two beats counts as a cut.
    fn beat(self: &Rc<Self>) {
        let silent_ms = clock::now() - self.last_sign.get();
        if self.retry.borrow().is_some() {
        } else if silent_ms > 2 * i64::from(BEAT_MS) + 2_000 {
            self.later();
        } else {
            self.say("ping");
        }
    }

    fn say(&self, text: &str) -> bool {
        self.on_open(|socket| socket.send_with_str(text).is_ok())
    }

    fn on_open(&self, act: impl FnOnce(&WebSocket) -> bool) -> bool {
        let open = self.socket.borrow();
        let ready = open.as_ref().filter(|open| open.socket.ready_state() == WebSocket::OPEN);
        ready.is_some_and(|open| act(&open.socket))
    }
}

fn with(inner: &Weak<Inner>, act: impl FnOnce(&Rc<Inner>)) {
    if let Some(inner) = inner.upgrade() {
        act(&inner);
    }
}

fn address(path: &str) -> Option<String> {
    let location = web_sys::window()?.location();
    let scheme = if location.protocol().ok()? == "https:" { "wss" } else { "ws" };
    Some(format!("{scheme}://{}{path}", location.host().ok()?))
}
