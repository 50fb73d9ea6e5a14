/**
 * This mark begins a transcript that nobody spoke: where there is no key, the stand-in for a speech
 * model marks what it writes. Such a lecture is shown as a sample and counts nowhere.
 */
export const sampleMark = /^\[(?:예시|Sample)\]/;
