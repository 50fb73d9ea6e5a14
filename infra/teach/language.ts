import { loopMessagesIn } from '../../shared/client/loop-wording.ts';
import type { Language } from '../../shared/client/messages.ts';
import { messagesIn } from '../../shared/client/wording.ts';
import type { Words } from './messages.ts';
import { english } from './messages-en.ts';
import { korean } from './messages-ko.ts';

export const wordsIn = (language: Language): Words => ({
  ...(language === 'en' ? english : korean),
  language,
  shared: messagesIn(language),
  loop: loopMessagesIn(language),
});
