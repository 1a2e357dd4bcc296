import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Keeps a scroller at its end while somebody reads there, through new content and late sizes. */
export class StickToEnd implements ReactiveController {
  readonly #scroller: () => HTMLElement | null;
  #sizes: ResizeObserver | undefined;
  #watched: HTMLElement | null = null;
  #atEnd = true;
  /** Where we last scrolled to. */
  #placed = 0;

  constructor(host: ReactiveControllerHost, scroller: () => HTMLElement | null) {
    this.#scroller = scroller;
    host.addController(this);
  }

  /** The next drawing goes to the end, wherever the reader was. */
  jump(): void {
    this.#atEnd = true;
  }

  hostDisconnected(): void {
    this.#sizes?.disconnect();
    this.#sizes = undefined;
    this.#watched = null;
  }

  hostUpdated(): void {
    const scroller = this.#scroller();
    if (scroller !== this.#watched) this.#follow(scroller);
    if (this.#atEnd) this.#toEnd();
  }

  #follow(scroller: HTMLElement | null): void {
    this.#sizes?.disconnect();
    this.#watched = scroller;
    if (!scroller) return;
    scroller.addEventListener(
      'scroll',
      () => {
        // Only going up from where we scrolled to is the reader's doing; the rest is growth or shrinking.
        if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 48) this.#atEnd = true;
        else if (scroller.scrollTop < this.#placed - 1) this.#atEnd = false;
      },
      { passive: true },
    );
    this.#sizes = new ResizeObserver(() => {
      if (this.#atEnd) this.#toEnd();
    });
    this.#sizes.observe(scroller);
    for (const child of scroller.children) this.#sizes.observe(child);
  }

  #toEnd(): void {
    const scroller = this.#watched;
    if (!scroller) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.#placed = scroller.scrollTop;
  }
}
