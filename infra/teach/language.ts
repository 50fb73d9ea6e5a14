import type { Language } from './arguments.ts';
import type { Messages } from './messages.ts';
import { english } from './messages-en.ts';
import { korean } from './messages-ko.ts';

export const messagesIn = (language: Language): Messages => (language === 'en' ? english : korean);
