/**
 * Sentences that recognisers invent from silence, hum and noise: the endings of the subtitled videos
 * they were trained on. They are given as patterns, since the names in them change. Each pattern stands
 * for a whole sentence, and a sentence may be several of them without punctuation in between.
 * Descriptions of sounds are removed before.
 *
 * Sources: reports of Whisper's users (https://github.com/openai/whisper/discussions/928,
 * https://huggingface.co/datasets/sachaarbonel/whisper-hallucinations), and what was seen here.
 */

/**
 * These patterns are written without spaces: recognisers of Korean, Japanese and Chinese put spaces
 * anywhere.
 */
const spaceless = [
  // 시청해 주셔서 감사합니다
  '(?:오늘도|지금까지|여기까지|끝까지|긴)?(?:이|제|저희)?(?:영상을?|방송을?)?(?:끝까지)?(?:시청|구독|청취|함께)(?:을)?해?(?:주셔서|주신여러분)?(?:정말|너무|대단히|진심으로)?(?:감사|고맙)(?:합니다|드립니다|습니다|했습니다)',
  '(?:오늘도|지금까지|여기까지|끝까지)?(?:영상을?|이야기를?)?(?:봐|들어|보아|읽어|와)주셔서(?:정말|너무|대단히)?(?:감사|고맙)(?:합니다|드립니다|습니다|했습니다)',
  // 다음 영상에서 만나요
  '(?:그럼|그러면|우리)?(?:저는)?다음(?:영상|시간|주|편|번|기회|방송|이시간)?(?:에서?|에는)?(?:또|다시)?(?:찾아)?(?:만나|뵙|뵐|봬|봐|올)(?:요|겠습니다|게요|겠습니다여러분|도록하겠습니다)',
  '다음(?:주|시간|편)에계속(?:됩니다)?',
  // 구독과 좋아요 부탁드립니다
  '(?:여러분|그리고|영상이)?(?:재미있으셨다면|마음에드셨다면|도움이되셨다면|유익했다면)?(?:채널)?(?:구독|좋아요|알림설정|댓글)(?:구독|좋아요|알림|설정|댓글|공유|버튼|과|와|하고|및|그리고|도|을|를|까지|꼭|한번|많은|많이|한|씩)*(?:눌러|부탁|잊지|해|남겨|클릭)(?:주세요|주시고요?|주시면감사하겠습니다|주시길바랍니다|드립니다|드려요|드릴게요|합니다|해요|말아주세요|마세요|해주세요)',
  // MBC 뉴스 김성현입니다
  '(?:지금까지|이상)?(?:서울에서|현장에서)?(?:mbc|kbs|sbs|ebs|cbs|obs|jtbc|ytn|mbn|tbs|tvn|tv조선|채널a|연합뉴스tv?|아리랑)(?:뉴스)?(?:데스크|룸|투데이|라인|9|특보)?(?:에서)?(?:[가-힣]{2,4})?(?:기자|앵커|특파원)?(?:입니다|였습니다|이었습니다)',
  '(?:지금까지|이상)(?:뉴스|날씨|이시각세계|스포츠)(?:데스크|룸|투데이|스토리)?(?:[가-힣]{2,4})?(?:입니다|였습니다|이었습니다)',
  '(?:이시각세계|뉴스스토리|뉴스투데이|날씨)였습니다',
  // 한글자막 by 박진희
  '(?:한글|한국어|영어|영문)?(?:자막|번역)(?:제공|제작|번역|편집|싱크)*(?:by|제공|제작|번역|편집)[^ ]{2,12}(?<![다요])',
  '(?:이영상은)?유료광고(?:를|가)?포함(?:하고있습니다|되어있습니다|돼있습니다)?',
  // ご視聴ありがとうございました
  '(?:最後まで|本日も|今日も)?(?:ご)?(?:視聴|清聴|覧)(?:いただき|頂き|くださり|下さり|してくださって)?(?:まして)?(?:誠に|本当に)?(?:ありがとう|有難う)(?:ござい(?:ます|ました))?',
  '(?:よろしければ|ぜひ)?(?:チャンネル登録|高評価)(?:と|や|、)?(?:チャンネル登録|高評価)?(?:を|も)?(?:ぜひ)?(?:よろしく)?(?:お願い)?(?:いた|致)?(?:します|しますね|ください)?',
  '(?:それでは|では)?また(?:次回|次の動画で|明日|今度)?(?:お会いしましょう|会いましょう|ね)?',
  '(?:日本語)?字幕(?:提供|作成|翻訳|製作|by)[^ ]{1,15}',
  'おやすみなさい|お疲れ様でした|はじめましょう|ありがとうございました',
  // 谢谢观看
  '(?:谢谢|謝謝|感谢|感謝)(?:大家|您|你们|各位|你)?(?:的)?(?:观看|觀看|收看|收听|收聽|聆听|支持|大家)?',
  '(?:请|請)?不吝(?:点赞|點贊|點讚).{0,40}',
  '(?:请|請|记得|記得|欢迎|歡迎)(?:点赞|點讚|订阅|訂閱|转发|轉發|关注|關注)(?:和|与|、|我们的?|我的|频道|頻道|点赞|點讚|订阅|訂閱|转发|轉發|关注|關注|打开小铃铛)*',
  '(?:中文)?字幕(?:由|志愿者|志願者|制作|製作|提供|组|組|by)[^ ]{1,25}',
  '(?:由)?amaraorg社(?:区|區|群)(?:提供的?字幕)?|(?:优优独播剧场|優優獨播劇場).{0,20}',
  '(?:我们|我們)?(?:下集|下期|下次|下一?期视频)(?:再见|再見|再会)',
];

/** These patterns are written with spaces, in lower case and without punctuation. */
const spaced = [
  'thank(?:s| you)(?: (?:all|guys|everyone|everybody|folks|again))?(?: (?:so|very) much)?(?: (?:all|guys|everyone))?(?: for (?:watching|listening|viewing|joining(?: us| me)?|tuning in|your (?:time|attention|support)|being here))?(?: (?:this|the|my|our) (?:video|show|podcast))?(?: today| and (?:ill |i will |we ll )?see you(?: in the)? next (?:time|one|video))?',
  '(?:and |so )?(?:please )?(?:and )?(?:don ?t forget to |remember to |make sure to |be sure to )?(?:please )?(?:hit |press |click |smash )?(?:the |that )?(?:like|subscribe|share|comment|bell)(?: button| icon)?(?:(?: and| or|) (?:please )?(?:hit |press |click )?(?:the |that )?(?:like|subscribe|share|comment|follow|bell)(?: button| icon)?)*(?: (?:to )?(?:my|our|the|this) (?:channel|video))?(?: for more(?: videos)?| below| if you (?:liked|enjoyed) (?:this|the) video)?',
  '(?:and )?(?:i ?ll |i will |we ?ll |we will )?(?:catch |see )(?:you|ya)(?: guys| all)?(?: again)?(?: (?:later|soon|tomorrow|(?:in )?(?:the )?next (?:time|video|one|week|episode)))?',
  '(?:good ?)?bye(?: (?:bye|everyone|guys|for now))?|good night',
  '(?:(?:english|korean) )?(?:subtitles?|captions?|captioning|closed captions?|translation|transcription|transcripts?)(?: (?:and|made|created|provided|edited|done|translated|sponsored|funded))* (?:by|from) (?:the )?[^ ]+(?: [^ ]+){0,4}',
  '(?:transcribed|translated|captioned|subtitled|edited) by (?:the )?[^ ]+(?: [^ ]+){0,4}',
  '(?:www )?[^ ]+ (?:com|org|net|co kr|gov)',
  '(?:copyright )?(?:\\d{4} )?\\D{0,40}all rights reserved',
  'to be continued|the end|this video is sponsored by \\D{1,30}',
  // Amara's volunteers signed in every language.
  '(?:[^ \\d]+ ){0,8}amara ?org(?: [^ \\d]+){0,4}',
  'untertitel(?:ung)?(?: [^ ]+){1,8}|vielen dank(?: f(?:ü|u)rs? (?:zuschauen|zuh(?:ö|o)ren|mitlesen|die aufmerksamkeit))?|bis zum n(?:ä|a)chsten mal',
  'sous ?titr(?:es|age)(?: [^ ]+){1,8}|merci (?:d avoir|de) regard(?:é|er|ez)(?: (?:cette|la) vid(?:é|e)o)?|abonnez vous(?: [^ \\d]+){0,4}',
  'subt(?:í|i)tulos(?: [^ ]+){1,8}|(?:muchas )?gracias por (?:ver|vernos|ver el v(?:í|i)deo|su atenci(?:ó|o)n)|suscr(?:í|i)bete(?: [^ \\d]+){0,3}|hasta la pr(?:ó|o)xima',
  'legendas?(?: [^ ]+){1,8}|obrigad[oa] por assistir(?: [^ \\d]+){0,3}|inscreva se(?: [^ \\d]+){0,3}',
  'sottotitoli(?: [^ ]+){1,8}|grazie (?:a tutti|per (?:la visione|aver guardato))(?: [^ \\d]+){0,3}',
  'ondertitel(?:d|ing)(?: [^ ]+){1,8}|napisy(?: [^ ]+){1,8}|altyaz(?:ı|i)(?: [^ ]+){1,4}|izlediğiniz için teşekkür(?:ler| ederim)',
  'субтитры(?: [^ ]+){1,6}|редактор субтитров(?: [^ \\d]+){1,6}|спасибо за (?:просмотр|внимание)|продолжение следует|подписывайтесь(?: [^ \\d]+){0,4}',
  'ترجمة(?: [^ \\d]+){1,3}|اشتركوا في القناة|شكرا(?: [^ \\d]+){0,3}',
  'c(?:ả|a)m (?:ơ|o)n (?:c(?:á|a)c b(?:ạ|a)n )?\\D{0,30}(?:theo dõi|xem|lắng nghe)\\D{0,20}|h(?:ã|a)y (?:subscribe|đăng ký) \\D{1,60}',
  'terima kasih (?:telah|sudah|kerana|karena) (?:telah )?(?:menonton|mendengarkan)(?: [^ \\d]+){0,3}|k(?:ö|o)sz(?:ö|o)n(?:ö|o)m a figyelmet|děkuji za pozornost|dziękuję za uwagę',
];

/**
 * Phrases that a learner may really say, but that are also all that is heard in a silence: a courtesy,
 * a filler, one word. A sound that is drawn out has at most two letters of a kind here.
 */
const courtesies: ReadonlySet<string> = new Set(
  '감사합니다|고맙습니다|감사드립니다|수고하셨습니다|수고하세요|안녕|안녕하세요|안녕히계세요|여러분|네|예|응|음|아|어|오|으|흠|쉿|아멘|you|the|so|okay|ok|oh|ah|uh|uhh|um|umm|hm|hmm|mm|huh|yeah|yes|no|hello|hi|amen|はい|うん|ん|あ|え|えー|えーー|嗯|啊|好|好的'.split(
    '|',
  ),
);

/** Sounds other than speech, as subtitles put them between brackets, stars or notes. */
const soundWords =
  '음악|박수|웃음|침묵|무음|정적|노래|잡음|소음|효과음|배경음|한숨|기침|알람|벨소리|소리|music|applause|laugh(?:ter|s)?|silence|silent|blank|noise|inaudible|sounds?|static|cough(?:ing|s)?|sigh(?:s|ing)?|breath(?:ing|es)?|clears throat|beep(?:ing)?|click(?:ing)?|typing|no (?:speech|audio)|speaking (?:in )?[a-z]+|foreign|singing|wind|footsteps|音楽|拍手|笑い?|沈黙|无声|無聲|音乐|音樂|掌声|掌聲|笑声|musik|applaus|musique|m[úu]sica|aplausos|музыка|аплодисменты|смех';

const soundDescription = new RegExp(
  `(?<![[(（【*♪<])[[(（【*♪<]+[\\s_]*[\\p{L}\\p{N}_ ,']{0,30}?(?:${soundWords})[\\p{L}\\p{N}_ ,']{0,30}[\\s_]*[\\])）】*♪>]+`,
  'giu',
);

/**
 * The patterns only see letters, marks, digits and single spaces. So a class can be written as what is
 * not a letter, and the flag `u` can be left out; with it, every `\p{L}` becomes hundreds of ranges, and
 * a process compiles both patterns with the first sentence that it looks at.
 */
const inventionSpaceless = new RegExp(`^(?:${spaceless.join('|')})$`);
const inventionSpaced = new RegExp(`^(?:${spaced.join('|')})$`);
/** That many inventions that are written with spaces may stand in a sentence. */
const spacedMaximum = 4;

/** No sign-off is longer than this. The limit also bounds the work of the patterns. */
const sentenceMaximumCharacters = 120;

/** Removes descriptions of sounds, notes and the marks of special tokens. */
export function withoutSoundDescriptions(text: string): string {
  return text
    .replace(/<\|[^|]{0,30}\|>/g, ' ')
    .replace(soundDescription, ' ')
    .replace(/[♪♫♬]/g, ' ');
}

/** Whether recognisers invent this whole sentence. */
export function isInvention(sentence: string): boolean {
  if (sentence.length > sentenceMaximumCharacters) return false;
  const inWords = fewestPhrases(sentence.split(' '), ' ', (words) => inventionSpaced.test(words));
  if (inWords <= spacedMaximum) return true;
  return isMadeOf(withoutSpaces(sentence), (letters) => inventionSpaceless.test(letters));
}

/**
 * Whether a sentence is a courtesy or a filler. It means silence only where nothing else fills the
 * time.
 */
export function isCourtesy(sentence: string): boolean {
  if (sentence.length > sentenceMaximumCharacters) return false;
  const drawnOutLess = withoutSpaces(sentence).replaceAll(/(.)\1{2,}/gu, '$1$1');
  return isMadeOf(drawnOutLess, (letters) => courtesies.has(letters));
}

const withoutSpaces = (text: string): string => text.replaceAll(/\s+/g, '');

const isMadeOf = (text: string, isPhrase: (letters: string) => boolean): boolean =>
  fewestPhrases([...text], '', isPhrase) < Number.POSITIVE_INFINITY;

/**
 * The fewest phrases in a row that a sentence can be divided into; infinity where it cannot. A pattern that
 * repeats a choice of phrases answers the same, but tries every way to divide the sentence: a talk that
 * begins with a filler of 30 syllables, or an invention that goes in circles, took it minutes.
 */
function fewestPhrases(
  pieces: readonly string[],
  separator: string,
  isPhrase: (text: string) => boolean,
): number {
  const fewest = [0, ...pieces.map(() => Number.POSITIVE_INFINITY)];
  for (const [start, before = 0] of fewest.entries()) {
    if (before === Number.POSITIVE_INFINITY) continue;
    for (let end = start + 1; end <= pieces.length; end++) {
      const isFewer = before + 1 < (fewest[end] ?? 0);
      if (isFewer && isPhrase(pieces.slice(start, end).join(separator))) fewest[end] = before + 1;
    }
  }
  return fewest[pieces.length] ?? 0;
}
