/** The saved query that tells of one lecture or request, in the folder of its stack. */
export const journeyQuery = 'journey-of-a-lecture';

/** Stands in it for the id; whoever asks by hand, as docs/runbook.md does, writes theirs over it. */
export const journeyIdSlot = 'ID-OF-LECTURE-OR-REQUEST';
