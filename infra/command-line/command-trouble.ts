/** Why a command cannot go on, in one line that says what to do about it. */
export class CommandTrouble extends Error {
  override readonly name = 'CommandTrouble';
  /** 1 for what the account or the answer has wrong, 2 for the command line, 130 for Ctrl-C. */
  readonly exitCode: 1 | 2 | 130;

  constructor(message: string, exitCode: 1 | 2 | 130 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
