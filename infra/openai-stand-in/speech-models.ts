/**
 * The differences between OpenAI's speech models. A model with any other name is taken to support everything.
 */
interface SpeechModel {
  readonly formats: readonly string[];
  /** Takes `keywords[]` and `languages[]`, and names the languages it found. */
  readonly takesLists: boolean;
}

const plain = ['json', 'text'];

const models: Readonly<Record<string, SpeechModel>> = {
  'gpt-transcribe': { formats: ['json'], takesLists: true },
  'gpt-4o-transcribe': { formats: plain, takesLists: false },
  'gpt-4o-mini-transcribe': { formats: plain, takesLists: false },
  'whisper-1': { formats: ['json', 'text', 'srt', 'verbose_json', 'vtt'], takesLists: false },
};

export function speechModel(name: string): SpeechModel | undefined {
  return models[name];
}

/** The days on which OpenAI ends models, from its list of models. */
const shutdownDates: Readonly<Record<string, string>> = {
  'whisper-1': '2027-02-26',
  'gpt-4o-transcribe': '2027-02-26',
  'gpt-4o-mini-transcribe': '2027-02-26',
  'gpt-5': '2026-12-11',
  'gpt-5-mini': '2026-12-11',
  'gpt-5-nano': '2026-12-11',
};

/** A model as `GET /v1/models/{model}` shows it. The stand-in has every model that is asked for. */
export function modelObject(id: string) {
  const shutdown_date = shutdownDates[id] ?? null;
  return { id, object: 'model', created: 1_750_000_000, owned_by: 'local', shutdown_date };
}
