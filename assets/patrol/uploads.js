// Photographs as they were taken, piece by piece: what has arrived is never sent again.
import { Upload } from "tus-js-client";

const PIECE = 256 * 1024;

// tus-js-client speaks by XMLHttpRequest, which a service worker has not.
class FetchRequest {
  constructor(method, url) {
    Object.assign(this, { method, url, headers: {}, stop: new AbortController() });
  }
  getMethod = () => this.method;
  getURL = () => this.url;
  setHeader = (name, value) => (this.headers[name] = value);
  getHeader = (name) => this.headers[name];
  setProgressHandler = () => {};
  abort = () => Promise.resolve(this.stop.abort());
  getUnderlyingObject = () => this;
  async send(body) {
    const { method, headers, stop } = this;
    const answer = await fetch(this.url, { method, headers, body: body ?? undefined, signal: stop.signal, redirect: "error" });
    const text = await answer.text();
    return {
      getStatus: () => answer.status,
      getHeader: (name) => answer.headers.get(name) ?? undefined,
      getBody: () => text,
      getUnderlyingObject: () => answer,
    };
  }
}

const httpStack = { createRequest: (method, url) => new FetchRequest(method, url), getName: () => "fetch" };

// Resolves when it is all there; rejects with the status of the answer, or none when there was no answer.
export function upload(photo, csrf, { reached, begun }) {
  return new Promise((resolve, reject) => {
    const sending = new Upload(photo.file, {
      endpoint: "/api/v1/uploads/",
      uploadUrl: photo.url || null,
      metadata: { key: photo.key, filename: photo.file.name || "photo", filetype: photo.file.type },
      headers: { "X-CSRFToken": csrf, Accept: "application/json" },
      chunkSize: PIECE,
      retryDelays: null, // the queue has its own patience
      storeFingerprintForResuming: false,
      httpStack,
      onUploadUrlAvailable: () => begun(sending.url),
      onChunkComplete: (_piece, sent) => reached(sent),
      onSuccess: resolve,
      onError: (error) => {
        const answer = error.originalResponse;
        reject(Object.assign(error, { status: answer?.getStatus() ?? 0, body: answer?.getBody() ?? "" }));
      },
    });
    sending.start();
  });
}
