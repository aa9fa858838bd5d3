/** Reads the body of a response as text, as far as a test wants it. */
export function readerOf(response: Response) {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  const more = async (): Promise<boolean> => {
    const { value, done } = await reader.read();
    text += decoder.decode(value, { stream: !done });
    return !done;
  };
  return {
    /** Everything that has come once it holds `wanted`, or the body has ended. */
    async until(wanted: string): Promise<string> {
      while (!text.includes(wanted) && (await more()));
      return text;
    },
    /** Everything, to the end of the body. */
    async rest(): Promise<string> {
      while (await more());
      return text;
    },
    leave: () => reader.cancel(),
  };
}
