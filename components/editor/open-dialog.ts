/** What is open over the draft page, one at a time. The margin is a sheet on narrow windows only. */
export type OpenDialog = 'link' | 'image' | 'help' | 'outline' | 'margin' | null
