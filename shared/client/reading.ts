/**
 * Reads what a server answered. The server may be older or newer than this client, or not ours at all. A
 * field that the client cannot do without is `needed`, and its absence is an error. Anything else that is
 * missing, null, blank or of another shape is undefined. These few lines replace a schema library, which
 * would be a sixth of what a phone loads before it shows anything.
 */
export class NotTheContract extends Error {
  override name = 'NotTheContract';
  readonly what: string;
  readonly path: readonly string[];

  constructor(what: string, path: readonly string[] = []) {
    super(`${path.join('.') || 'body'} ${what}`);
    this.what = what;
    this.path = path;
  }
}

/** @typeParam Contract the value's type by the contract; only readers of that type fit the field */
export interface Reader<out Value, in Contract> {
  (value: unknown): Value;
  /** This is never set; its type ties the reader to its contract. */
  readonly reads?: (answer: Contract) => void;
}

/** The type of what a reader gives. */
export type Read<R> = R extends Reader<infer Value, never> ? Value : never;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const text: Reader<string | undefined, string> = (value) =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

export const number: Reader<number | undefined, number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

export const flag: Reader<boolean | undefined, boolean> = (value) =>
  typeof value === 'boolean' ? value : undefined;

/** Reads an answer without a body. */
export const nothing: Reader<undefined, undefined> = () => undefined;

/** Reads an answer that is handed on unchanged. */
export const anything: Reader<unknown, unknown> = (value) => value;

/** @throws NotTheContract where `read` finds nothing */
export const needed =
  <Value, Contract>(
    read: Reader<Value | undefined, Contract>,
  ): Reader<NonNullable<Value>, Contract> =>
  (value) => {
    const found = read(value);
    if (found === undefined || found === null) throw new NotTheContract('is not there');
    return found;
  };

/** Each field must be one of the contract's, with a reader for the field's type. */
type Shape<Values, Contract> = {
  readonly [Key in keyof Values]: Reader<
    Values[Key],
    Key extends keyof Contract ? NonNullable<Contract[Key]> : unknown
  >;
};

/**
 * Reads the fields of `shape` from an object.
 * @throws NotTheContract where the value is no object, or a needed field is not there
 */
export const object =
  <Contract>() =>
  <Values>(shape: Shape<Values, Contract>): Reader<Readonly<Values>, Contract> =>
  (value) => {
    if (!isFields(value)) throw new NotTheContract('is no object');
    const read = Object.entries<Reader<unknown, never>>(shape).map(([name, reader]) => [
      name,
      within(name, () => reader(value[name])),
    ]);
    return Object.fromEntries(read);
  };

/** Gives what `read` gives, in the client's own shape. */
export const shaped =
  <Value, Shaped, Contract>(
    read: Reader<Value, Contract>,
    shape: (value: Value) => Shaped,
  ): Reader<Shaped, Contract> =>
  (value) =>
    shape(read(value));

/** Gives undefined where `read` would throw. */
export const maybe =
  <Value, Contract>(read: Reader<Value, Contract>): Reader<Value | undefined, Contract> =>
  (value) => {
    try {
      return read(value);
    } catch (error) {
      if (error instanceof NotTheContract) return undefined;
      throw error;
    }
  };

/** Reads a list, and leaves out items that it cannot read. It is empty where there is no list. */
export const list =
  <Value, Item>(
    item: Reader<Value, Item>,
  ): Reader<readonly NonNullable<Value>[], readonly Item[]> =>
  (value) =>
    Array.isArray(value)
      ? value.map(maybe(item)).filter((read) => read !== undefined && read !== null)
      : [];

/** @throws NotTheContract where there is no list, or an item of it cannot be read */
export const wholeList =
  <Value, Item>(item: Reader<Value, Item>): Reader<readonly Value[], readonly Item[]> =>
  (value) => {
    if (!Array.isArray(value)) throw new NotTheContract('is no list');
    return value.map((each, index) => within(String(index), () => item(each)));
  };

/** Adds the field's name to an error of `read`. */
function within<Value>(name: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof NotTheContract)) throw error;
    throw new NotTheContract(error.what, [name, ...error.path]);
  }
}
