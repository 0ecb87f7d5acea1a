// Prints the steps of the harness and their duration on stderr: on a terminal with a counter, elsewhere as plain lines.

const REPEAT_SECONDS = 60;

export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = process.hrtime.bigint();
  const seconds = () => Number(process.hrtime.bigint() - started) / 1e9;
  const terminal = process.stderr.isTTY === true;
  const show = (text: string, end: string) => process.stderr.write(terminal ? `\r\x1b[K${text}${end}` : `${text}\n`);

  if (terminal) show(what, '');
  const ticking = setInterval(
    () => show(`${what} ... ${duration(seconds())}`, ''),
    terminal ? 1000 : REPEAT_SECONDS * 1000,
  );
  ticking.unref();
  try {
    const result = await work();
    show(`${what}: ${duration(seconds())}`, '\n');
    return result;
  } catch (error) {
    show(`${what}: failed after ${duration(seconds())}`, '\n');
    throw error;
  } finally {
    clearInterval(ticking);
  }
}

export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
