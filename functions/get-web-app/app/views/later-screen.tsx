import type { LaterScreenName, Screen } from '../state/screen.ts';
import { LeagueScreen } from './league-screen.tsx';
import { LectureScreen } from './lecture-screen.tsx';
import { NewTopicScreen } from './new-topic-screen.tsx';
import { RecordsScreen } from './records-screen.tsx';
import { SharedTopicScreen } from './shared-topic-screen.tsx';
import { TopicScreen } from './topic-screen.tsx';
import { TopicsScreen } from './topics-screen.tsx';

/** All screens beyond the first ones are loaded as one file, because who opens one mostly opens another. */
export function LaterScreen({ shown }: { shown: Extract<Screen, { name: LaterScreenName }> }) {
  switch (shown.name) {
    case 'lecture':
      return <LectureScreen key={shown.lectureId} lectureId={shown.lectureId} />;
    case 'league':
      return <LeagueScreen />;
    case 'records':
      return <RecordsScreen />;
    case 'topics':
      return <TopicsScreen />;
    case 'new-topic':
      return <NewTopicScreen />;
    case 'shared-topic':
      return <SharedTopicScreen />;
    case 'topic':
      return <TopicScreen key={shown.topicId} topicId={shown.topicId} />;
  }
}
