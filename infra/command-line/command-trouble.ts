/** The reason why a command cannot go on, in one line that says what to do about it. */
export class CommandTrouble extends Error {
  override readonly name = 'CommandTrouble';
  /** 1 where the account or an answer is wrong, 2 where the command line is wrong, 130 after Ctrl-C. */
  readonly exitCode: 1 | 2 | 130;

  constructor(message: string, exitCode: 1 | 2 | 130 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
