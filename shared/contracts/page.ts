import * as z from 'zod';

const sortSchema = z.object({ empty: z.boolean(), sorted: z.boolean(), unsorted: z.boolean() });

const digits = (name: string, minimum: number, maximum: number, byDefault: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(minimum).max(maximum))
    .optional()
    .transform((value) => value ?? byDefault)
    .describe(name);

/** `page` counts from 0. `sort` is what Spring's generated clients may send along; it is ignored. */
export const pageParameters = {
  page: digits('Page number, from 0', 0, 1_000_000, 0),
  size: digits('Items on a page', 1, 100, 10),
  sort: z.string().max(100).optional(),
};

export interface PageRequest {
  readonly page: number;
  readonly size: number;
}

/** Spring Data's page, with every field its clients read. */
export const pageSchema = <Item extends z.ZodType>(item: Item) =>
  z.object({
    content: z.array(item),
    pageable: z.object({
      offset: z.int(),
      pageNumber: z.int(),
      pageSize: z.int(),
      paged: z.boolean(),
      unpaged: z.boolean(),
      sort: sortSchema,
    }),
    totalPages: z.int(),
    totalElements: z.int(),
    last: z.boolean(),
    first: z.boolean(),
    size: z.int(),
    number: z.int(),
    numberOfElements: z.int(),
    sort: sortSchema,
    empty: z.boolean(),
  });

const unsorted = { empty: true, sorted: false, unsorted: true } as const;

/** Cuts one page out of a whole list, in Spring's shape. */
export function springPage<Item>(items: readonly Item[], { page, size }: PageRequest) {
  const offset = page * size;
  const content = items.slice(offset, offset + size);
  const totalPages = Math.ceil(items.length / size);
  return {
    content,
    pageable: {
      offset,
      pageNumber: page,
      pageSize: size,
      paged: true,
      unpaged: false,
      sort: unsorted,
    },
    totalPages,
    totalElements: items.length,
    last: page + 1 >= totalPages,
    first: page === 0,
    size,
    number: page,
    numberOfElements: content.length,
    sort: unsorted,
    empty: content.length === 0,
  };
}
