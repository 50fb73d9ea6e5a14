import business from './data/business.json' with { type: 'json' };
import computerScience from './data/computer-science.json' with { type: 'json' };
import economics from './data/economics.json' with { type: 'json' };
import humanities from './data/humanities.json' with { type: 'json' };
import law from './data/law.json' with { type: 'json' };
import medicine from './data/medicine.json' with { type: 'json' };
import naturalSciences from './data/natural-sciences.json' with { type: 'json' };

/** The catalog as it is written by hand: one file per major, in display order. */
export const catalogData: { readonly majors: readonly unknown[] } = {
  majors: [computerScience, business, economics, naturalSciences, medicine, humanities, law],
};
