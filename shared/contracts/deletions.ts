/**
 * The ledger of deletions lies in the bucket, outside the table and its backups: an empty object for
 * each deleted user, named by the user's id.
 */
export const deletionsPrefix = 'deleted/';

/** How many days back the table can be restored. */
export const backupReachDays = 35;

/** After this many days, no backup has anything of the user. */
export const deletionKeptDays = backupReachDays + 1;
