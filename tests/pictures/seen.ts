import { createCanvas, loadImage } from '@napi-rs/canvas';

export interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

export async function pixelsOf(png: Uint8Array): Promise<Pixels> {
  const image = await loadImage(Buffer.from(png));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return { width: image.width, height: image.height, data };
}

/** `#rrggbb` of a pixel. */
export function colorAt({ width, data }: Pixels, x: number, y: number): string {
  const at = (y * width + x) * 4;
  return `#${[0, 1, 2].map((part) => (data[at + part] ?? 0).toString(16).padStart(2, '0')).join('')}`;
}

/** Columns, 20 pixels wide each where a chart is 1080, and rows as high. */
const COLUMNS = 54;

/** How light each of many small squares is on average: what a picture looks like from afar. One character each. */
export function looks({ width, height, data }: Pixels): string {
  const edge = width / COLUMNS;
  const rows = Math.round(height / edge);
  let out = '';
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < COLUMNS; column += 1) {
      let [sum, count] = [0, 0];
      for (let y = Math.floor(row * edge); y < Math.min(height, (row + 1) * edge); y += 2) {
        for (let x = Math.floor(column * edge); x < (column + 1) * edge; x += 2) {
          const at = (y * width + x) * 4;
          sum += (data[at] ?? 0) * 0.3 + (data[at + 1] ?? 0) * 0.59 + (data[at + 2] ?? 0) * 0.11;
          count += 1;
        }
      }
      out += String.fromCharCode(48 + Math.round((sum / Math.max(1, count) / 255) * 60));
    }
  }
  return out;
}

/** Of all squares, how many look different by more than a hair. 0 to 1. */
export function difference(one: string, other: string): number {
  if (one.length !== other.length) return 1;
  let far = 0;
  for (let at = 0; at < one.length; at += 1) {
    if (Math.abs(one.charCodeAt(at) - other.charCodeAt(at)) > 2) far += 1;
  }
  return far / one.length;
}
