/** An attribute that counts as HTML does: from 1 to 1,000, anything else being 1. */
export const wholeNumber = (name: string) => ({
  default: 1,
  parseHTML: (element: HTMLElement) => {
    const value = Number(element.getAttribute(name) ?? 1)
    return Number.isInteger(value) && value >= 1 && value <= 1000 ? value : 1
  },
})
