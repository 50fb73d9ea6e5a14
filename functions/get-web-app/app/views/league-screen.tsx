import { type Signal, useSignal } from '@preact/signals';
import type { League, LeagueMember } from '../../../../shared/client/league-calls.ts';
import { troubleOf } from '../../../../shared/client/trouble.ts';
import { language } from '../state/language.ts';
import { leagueTexts } from '../state/league-texts.ts';
import { announce, errorText } from '../state/notices.ts';
import { recordsHash } from '../state/screen.ts';
import { changeLeague, readLeague } from '../teaching/league.ts';
import { Loaded } from './loaded.tsx';
import { Report } from './report-topic.tsx';
import { Alert, useAction } from './use-action.tsx';

/** The weekly league, for learners who look for it. */
export function LeagueScreen() {
  const text = leagueTexts.value;
  return (
    <section id="league" aria-labelledby="league-title">
      <h1 id="league-title" tabIndex={-1}>
        {text.title}
      </h1>
      <p class="lead">{text.what}</p>
      {/* The made-up names are in the learner's language. */}
      <Loaded key={language.value} load={readLeague}>
        {(found) => <Shown found={found} />}
      </Loaded>
    </section>
  );
}

function Shown({ found }: { found: League }) {
  const league = useSignal(found);
  return league.value.isIn ? <Group league={league} /> : <Door league={league} />;
}

/** What a learner sees before joining: what the league is, and one button. */
function Door({ league }: { league: Signal<League> }) {
  const text = leagueTexts.value;
  const { trouble, isBusy, run } = useAction();
  const { mayJoin = true, last } = league.value;
  const join = async () => {
    league.value = await changeLeague({ isIn: true });
    announce(text.joined);
    document.getElementById('league-title')?.focus({ preventScroll: true });
  };
  return (
    <div class="card league-door">
      <ul class="facts">
        {text.facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {last && <p class="hint">{text.last(last)}</p>}
      {mayJoin ? (
        <button
          type="button"
          class="primary"
          aria-disabled={isBusy.value}
          onClick={() => void run(join)}
        >
          {text.join}
        </button>
      ) : (
        <p class="hint">{text.under14}</p>
      )}
      <Alert words={trouble.value} />
    </div>
  );
}

function Group({ league }: { league: Signal<League> }) {
  const text = leagueTexts.value;
  const { members = [], last } = league.value;
  return (
    <div class="columns">
      <section class="card" aria-labelledby="group-title">
        <h2 id="group-title">{text.groupTitle}</h2>
        <p class="hint">{text.ends}</p>
        <ol class="league">
          {members.map((member) => (
            <Row key={member.code ?? member.name} member={member} />
          ))}
        </ol>
        {members.length === 1 && <p class="hint">{text.alone}</p>}
      </section>
      <div class="beside">
        {last && (
          <section class="card" aria-labelledby="last-title">
            <h2 id="last-title">{text.lastTitle}</h2>
            <p>{text.last(last)}</p>
          </section>
        )}
        <Choices league={league} />
      </div>
    </div>
  );
}

function Row({ member }: { member: LeagueMember }) {
  const text = leagueTexts.value;
  const { place, name, points, isMe = false, code } = member;
  return (
    <li class={isMe ? 'me' : undefined}>
      <span class="place">{points > 0 ? text.place(place) : '–'}</span>
      <span class="who">
        {name}
        {isMe && <small>{text.me}</small>}
      </span>
      <span class="points">{text.points(points)}</span>
      {code && !isMe && (
        <Report
          code={code}
          title={text.report(name)}
          label={text.reportLabel}
          without={['WRONG']}
        />
      )}
    </li>
  );
}

/** Under which name the others see the learner, and how to leave. */
function Choices({ league }: { league: Signal<League> }) {
  const text = leagueTexts.value;
  const { trouble, isBusy, run } = useAction();
  const { shownName } = league.value;
  const isShown = shownName !== undefined;
  /** The choice that the server has not answered yet. */
  const wanted = useSignal<boolean | undefined>(undefined);
  const showName = async (showsName: boolean) => {
    wanted.value = showsName;
    try {
      league.value = await changeLeague({ isIn: true, showsName });
    } catch (error) {
      const found = troubleOf(error);
      const isTakenDown = found?.kind === 'problem' && found.code === 'TAKEN_DOWN';
      trouble.value = () => (isTakenDown ? leagueTexts.value.takenDown : errorText(error));
    }
    wanted.value = undefined;
  };
  const leave = async () => {
    league.value = await changeLeague({ isIn: false });
    announce(text.left);
    document.getElementById('league-title')?.focus({ preventScroll: true });
  };
  return (
    <section class="card league-choices" aria-labelledby="choices-title">
      <h2 id="choices-title">{text.choices}</h2>
      <label class="switch">
        <input
          type="checkbox"
          checked={wanted.value ?? isShown}
          aria-describedby="name-hint"
          onChange={(event) => void run(() => showName(event.currentTarget.checked))}
        />
        <span>{text.showName}</span>
      </label>
      <p id="name-hint" class="hint">
        {isShown ? text.shownAs(shownName) : text.showNameHint}
      </p>
      <Alert words={trouble.value} />
      <p class="actions">
        <a class="button" href={recordsHash}>
          {text.back}
        </a>
        <button
          type="button"
          class="quiet remove"
          aria-disabled={isBusy.value}
          onClick={() => void run(leave)}
        >
          {text.leave}
        </button>
      </p>
    </section>
  );
}
