/** Words that every Stripe object is made of. Times are seconds since the epoch, amounts the smallest unit. */
export type Metadata = Record<string, string>;

export interface Listing<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}

export interface StripeObject {
  id: string;
  object: string;
}

export interface Address {
  city: string | null;
  country: string | null;
  line1: string | null;
  line2: string | null;
  postal_code: string | null;
  state: string | null;
}

export type Interval = 'day' | 'week' | 'month' | 'year';

/** A complete, one-page list, as Stripe embeds it in other objects. */
export function listing<T>(url: string, data: T[]): Listing<T> {
  return { object: 'list', data, has_more: false, url };
}
