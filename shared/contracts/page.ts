import * as z from 'zod/mini';

const sortSchema = z.object({ empty: z.boolean(), sorted: z.boolean(), unsorted: z.boolean() });

const digits = (name: string, minimum: number, maximum: number, byDefault: number) =>
  z
    .pipe(
      z.optional(
        z.pipe(
          z.pipe(
            z.string().check(z.regex(/^\d{1,9}$/, 'must be a whole number')),
            z.transform(Number),
          ),
          z.int().check(z.minimum(minimum), z.maximum(maximum)),
        ),
      ),
      z.transform((value) => value ?? byDefault),
    )
    .check(z.describe(name));

/** `page` counts from 0. `sort` is what Spring's generated clients may send along; it is ignored. */
export const pageParameters = {
  page: digits('Page number, from 0', 0, 1_000_000, 0),
  size: digits('Items on a page', 1, 100, 10),
  sort: z.optional(z.string().check(z.maxLength(100))),
};

export interface PageRequest {
  readonly page: number;
  readonly size: number;
}

const pageableSchema = z.object({
  offset: z.int(),
  pageNumber: z.int(),
  pageSize: z.int(),
  paged: z.boolean(),
  unpaged: z.boolean(),
  sort: sortSchema,
});

/** Spring Data's page, with every field its clients read. */
export const pageSchema = <Item extends z.core.$ZodType>(item: Item) =>
  z.object({
    content: z.array(item),
    pageable: pageableSchema,
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
