import { fasterEngine } from '../../support/dynamo-engines.ts';
import { describeJourney } from './journey.ts';

describeJourney(fasterEngine, 2 / 3);
