/** The id of a construct that is made from a name in kebab case: `no-successes` becomes `NoSuccesses`. */
export const constructId = (name: string): string =>
  name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
