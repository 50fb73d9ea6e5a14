import type { Language, Messages } from './messages.ts';
import { english } from './messages-en.ts';
import { korean } from './messages-ko.ts';

export const messagesIn = (language: Language): Messages => (language === 'ko' ? korean : english);
