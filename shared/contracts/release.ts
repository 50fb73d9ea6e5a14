/**
 * The release that error reports name: the name and version of package.json, written out because a
 * bundle would include the whole file. It is not the commit, since a commit that changes no function
 * must not cause a deploy. The debug ids of each event say which build it was.
 */
export const release = 'learning-mate-backend@0.1.0';
