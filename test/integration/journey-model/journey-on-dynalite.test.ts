import { describeJourney } from './journey.ts';

describeJourney('dynalite', 1 / 3);
