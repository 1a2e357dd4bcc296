import { LitElement, type PropertyDeclarations } from 'lit';
import type { Store } from '../state/store.js';

/** An element that draws itself anew whenever the store changes. */
export abstract class Watching extends LitElement {
  static override properties: PropertyDeclarations = { store: { attribute: false } };
  declare store: Store;
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.store.watch(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  /** An element of this one's own, by selector. */
  protected find<Found extends Element = HTMLElement>(selector: string): Found | null {
    return this.renderRoot.querySelector<Found>(selector);
  }
}
