/** A command's work: what it returns is the exit code. */
export type Work = () => Promise<number>;

/** Does a command's work, and keeps its exit code. */
export type Call = (work: Work) => Promise<void>;
