/** What a council is told before it gives its figures. */
export const WhoSees = () => (
  <p className="max-w-prose border-l-4 border-edge bg-tint px-4 py-3 text-small">
    Your council sees what it enters here. The advisor who reviews the standard sees it added up with the other adopters: each measure, and how many meet each requirement.
    Notes and evidence stay with your council. The public sees none of it.
  </p>
)
