import { apiCalls } from '../../../../shared/client/calls.ts';
import { systemClock } from '../../../../shared/client/clock.ts';
import { teachJourney } from '../../../../shared/client/journey.ts';
import { topicJourney } from '../../../../shared/client/topic-journey.ts';
import { uploadByRequest } from '../device/upload-by-request.ts';
import { tellConsentsAnew } from './consent.ts';
import { language } from './language.ts';
import { keepStored, readStored } from './stored.ts';
import { forgetReminders } from './told-reminders.ts';

/** The page's address, which may have a prefix. All routes of the API have the same prefix. */
export const pageUrl = new URL('./', document.baseURI);

export const api = apiCalls({
  baseUrl: pageUrl.href.replace(/\/$/, ''),
  fetch: (url, init) => fetch(url, init),
  language: () => language.value,
  clock: systemClock,
  logins: {
    read: async () => {
      const authToken = readStored('token');
      return authToken === undefined ? undefined : { authToken, name: readStored('name') ?? '' };
    },
    keep: async ({ authToken, name }) => {
      keepStored('token', authToken);
      keepStored('name', name);
      tellConsentsAnew();
      forgetReminders();
    },
  },
});

export const journey = teachJourney<Blob>({ api, upload: uploadByRequest, clock: systemClock });

export const topicPreparation = topicJourney({ api, clock: systemClock });
