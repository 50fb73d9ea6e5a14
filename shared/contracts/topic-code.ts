/** A shared topic's code as people may write it: sixteen characters, in either case, in groups or not. */
export const topicCodePattern = /^([0-9A-TV-Za-tv-z][ -]*){16}$/;
