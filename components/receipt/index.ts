export { Receipt, ReceiptLine } from './receipt';
export type { ReceiptProps } from './receipt';
export { ReceiptPopover } from './receipt-popover';
export type { ReceiptPopoverProps } from './receipt-popover';
