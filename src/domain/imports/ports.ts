/** Somebody who pays already, as the owner's books at the provider tell. */
export interface Subscriber {
  customerId: string;
  /** Of the subscription and the customer; where both have a name, the subscription's value counts. */
  metadata: Readonly<Record<string, string>>;
  /** For the file of codes only; never kept. */
  email: string | null;
  name: string | null;
}

/** The provider's books. Every method throws ProviderUnavailable when they cannot be read. */
export interface SubscriberSource {
  /** Whoever has a subscription at this price that is not over. */
  subscribers(priceId: string): AsyncIterable<Subscriber>;
  /** null: the provider does not know this customer, or they were deleted. */
  customer(customerId: string): Promise<Pick<Subscriber, 'email' | 'name'> | null>;
}
