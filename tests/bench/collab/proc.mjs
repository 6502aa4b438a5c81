// What a process group has used, as Linux counts it in /proc: a server and its runtime are several
// processes, and only their sum can be compared.
import { readFileSync, readdirSync } from "node:fs";

// USER_HZ: Linux shows times to programs in this unit on every architecture Node runs on.
const TICKS_A_SECOND = 100;
// Fields of /proc/PID/stat after the name in brackets, see proc_pid_stat(5).
const FIELD = { group: 2, firstOfFourTimes: 11 };

function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

function rssKb(pid) {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** { processes, cpuSeconds, rssBytes } of a group; children that have ended count as well. */
export function usage(group) {
  const sum = { processes: 0, cpuSeconds: 0, rssBytes: 0 };
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const fields = stat(pid);
    if (Number(fields?.[FIELD.group]) !== group) continue;
    const times = fields.slice(FIELD.firstOfFourTimes, FIELD.firstOfFourTimes + 4);
    sum.processes += 1;
    sum.cpuSeconds += times.reduce((all, ticks) => all + Number(ticks), 0) / TICKS_A_SECOND;
    sum.rssBytes += rssKb(pid) * 1024;
  }
  return sum;
}
