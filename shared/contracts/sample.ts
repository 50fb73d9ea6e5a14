/**
 * Begins a transcript that nobody said: where there is no key, what answers in a speech model's place
 * marks by this what it writes. Such a lecture is shown as a sample and counts nowhere.
 */
export const sampleMark = /^\[(?:예시|Sample)\]/;
