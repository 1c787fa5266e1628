import { isAllowedImage } from '@/lib/document/links'

/** Bytes that an image in the text should keep to: the text goes whole to everyone who opens it. */
const enough = 100_000
const widest = 1400

const asDataUrl = (blob: Blob): Promise<string> => new Promise((resolve, reject) => {
  const reader = new FileReader()
  reader.onload = () => resolve(String(reader.result))
  reader.onerror = () => reject(reader.error ?? new Error('unreadable'))
  reader.readAsDataURL(blob)
})

const encode = (canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, 'image/webp', quality))

function draw(picture: ImageBitmap, width: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width))
  canvas.height = Math.max(1, Math.round((picture.height / picture.width) * width))
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas
}

/** An image file as a `data:` address of at most about 100 kB, made smaller as far as needed; null when the browser cannot read it. */
export async function shrunkImage(file: File): Promise<string | null> {
  if (file.size <= enough && /^image\/(png|jpeg|gif|webp)$/.test(file.type)) {
    const whole = await asDataUrl(file)
    if (isAllowedImage(whole)) return whole
  }
  const picture = await createImageBitmap(file).catch(() => null)
  if (!picture) return null
  let width = Math.min(picture.width, widest)
  for (let round = 0; round < 12; round += 1) {
    const blob = await encode(draw(picture, width), round < 2 ? 0.86 - round * 0.14 : 0.72)
    if (blob && blob.size <= enough) {
      const url = await asDataUrl(blob)
      return isAllowedImage(url) ? url : null
    }
    if (round > 0) width *= 0.8
  }
  return null
}
