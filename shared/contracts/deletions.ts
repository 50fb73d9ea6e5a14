/** In the bucket, outside the table and its backups: an empty object named by each deleted user's id. */
export const deletionsPrefix = 'deleted/';

/** As far back as the table can be restored. */
export const backupReachDays = 35;

/** By then no backup has anything of that user. */
export const deletionKeptDays = backupReachDays + 1;
