/**
 * What errors name as their release: package.json's name and version, written out since a bundle would
 * take the whole file in. Not the commit: a commit that changes no function is to deploy none. Which
 * build it was, each event says by its debug ids.
 */
export const release = 'learning-mate-backend@0.1.0';
