import type { Readable } from 'node:stream';
import type { JsonValue, RangeReply, ServiceError, ServiceHandler } from './service.ts';
import { renderXml } from './xml.ts';

/** An HTTP answer ready to be written. */
export interface WireReply {
  status: number;
  headers: Record<string, string>;
  body: Buffer | Readable;
}

const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

function xmlReply(status: number, text: string, requestId: string, extra: Record<string, string> = {}): WireReply {
  const body = Buffer.from(text, 'utf8');
  return {
    status,
    headers: {
      'content-type': 'text/xml;charset=UTF-8',
      'content-length': String(body.length),
      'x-amzn-requestid': requestId,
      ...extra,
    },
    body,
  };
}

function jsonReply(
  status: number,
  json: JsonValue,
  type: string,
  requestId: string,
  extra: Record<string, string>,
): WireReply {
  const body = Buffer.from(JSON.stringify(json ?? {}), 'utf8');
  const headers = {
    'content-type': type,
    'content-length': String(body.length),
    'x-amzn-requestid': requestId,
    ...extra,
  };
  return { status, headers, body };
}

function bytesReply(reply: RangeReply, requestId: string): WireReply {
  const bytes = reply.bytes;
  if (!bytes) throw new Error('reply without a body');
  const length = bytes.length ?? (Buffer.isBuffer(bytes.data) ? bytes.data.length : undefined);
  const headers: Record<string, string> = {
    'content-type': bytes.contentType ?? 'application/octet-stream',
    'x-amzn-requestid': requestId,
    ...reply.headers,
  };
  if (length !== undefined && headers['content-length'] === undefined) headers['content-length'] = String(length);
  return { status: reply.status ?? 200, headers, body: bytes.data };
}

function s3Reply(reply: RangeReply, requestId: string): WireReply {
  const ids = { 'x-amz-request-id': requestId, 'x-amz-id-2': Buffer.from(requestId).toString('base64') };
  const extra = { ...ids, ...reply.headers };
  if (reply.bytes) {
    const out = bytesReply(reply, requestId);
    return { ...out, headers: { ...out.headers, ...ids } };
  }
  if (!reply.xml)
    return { status: reply.status ?? 200, headers: { ...extra, 'content-length': '0' }, body: Buffer.alloc(0) };
  const root = reply.xmlRoot ?? { name: 'Result' };
  const space = root.namespace ?? 'http://s3.amazonaws.com/doc/2006-03-01/';
  const text = `${XML_HEAD}<${root.name} xmlns="${space}">${renderXml(reply.xml, 'flat')}</${root.name}>`;
  return xmlReply(reply.status ?? 200, text, requestId, { ...extra, 'content-type': 'application/xml' });
}

/** A service's answer in its own protocol. */
export function renderReply(
  handler: ServiceHandler,
  operation: string,
  reply: RangeReply,
  requestId: string,
): WireReply {
  if (handler.protocol === 'rest-xml') return s3Reply(reply, requestId);
  if (reply.bytes) return bytesReply(reply, requestId);
  const status = reply.status ?? 200;
  const space = handler.namespace ?? '';
  switch (handler.protocol) {
    case 'ec2': {
      const inner = `<requestId>${requestId}</requestId>${renderXml(reply.xml ?? {}, 'item')}`;
      const text = `${XML_HEAD}<${operation}Response xmlns="${space}">${inner}</${operation}Response>`;
      return xmlReply(status, text, requestId, reply.headers);
    }
    case 'query': {
      const result = reply.xml ? `<${operation}Result>${renderXml(reply.xml, 'member')}</${operation}Result>` : '';
      const meta = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
      const text = `<${operation}Response xmlns="${space}">${result}${meta}</${operation}Response>`;
      return xmlReply(status, text, requestId, reply.headers);
    }
    case 'json-1.1':
      return jsonReply(status, reply.json, 'application/x-amz-json-1.1', requestId, reply.headers ?? {});
    default:
      return jsonReply(status, reply.json, 'application/json', requestId, reply.headers ?? {});
  }
}

/** An error in the shape of the service's protocol. */
export function renderError(handler: ServiceHandler, error: ServiceError, requestId: string, path: string): WireReply {
  const { code, httpStatus, message, fields } = error;
  switch (handler.protocol) {
    case 'ec2': {
      const inner = renderXml(
        { Errors: { Error: { Code: code, Message: message, ...fields } }, RequestID: requestId },
        'item',
      );
      return xmlReply(httpStatus, `${XML_HEAD}<Response>${inner}</Response>`, requestId);
    }
    case 'query': {
      const type = httpStatus >= 500 ? 'Receiver' : 'Sender';
      const content = { Error: { Type: type, Code: code, Message: message, ...fields }, RequestId: requestId };
      const text = `<ErrorResponse xmlns="${handler.namespace ?? ''}">${renderXml(content, 'member')}</ErrorResponse>`;
      return xmlReply(httpStatus, text, requestId);
    }
    case 'json-1.1':
      return jsonReply(httpStatus, { __type: code, message, ...fields }, 'application/x-amz-json-1.1', requestId, {});
    case 'rest-json':
      return jsonReply(httpStatus, { Message: message, ...fields }, 'application/json', requestId, {
        'x-amzn-errortype': code,
      });
    case 'rest-xml': {
      const content = { Code: code, Message: message, ...fields, Resource: path, RequestId: requestId };
      const ids = { 'x-amz-request-id': requestId, 'content-type': 'application/xml' };
      return xmlReply(httpStatus, `${XML_HEAD}<Error>${renderXml(content, 'flat')}</Error>`, requestId, ids);
    }
  }
}
