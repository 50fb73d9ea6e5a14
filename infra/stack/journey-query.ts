/** The name of the saved query that shows what happened to one lecture or request. */
export const journeyQuery = 'journey-of-a-lecture';

/**
 * The placeholder for the id in that query; people who run it by hand, as docs/runbook.md tells, replace it.
 */
export const journeyIdSlot = 'ID-OF-LECTURE-OR-REQUEST';
