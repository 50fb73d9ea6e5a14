/**
 * An entry of a catalog list as a caller asks for it: in English where it has that, else in Korean.
 * Both lie in one item, so that the choice costs no read.
 */
export function inLanguage<Entry extends { readonly english?: object | undefined }>(
  { english, ...korean }: Entry,
  language: 'ko' | 'en',
): Omit<Entry, 'english'> {
  return language === 'en' ? { ...korean, ...english } : korean;
}
