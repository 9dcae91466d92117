// @bun
import{ec,ai}from"./s39.js";var a=[".env",".env.*","*.pem","*.key","*.p12","*.pfx","id_rsa*","id_ed25519*","*.kdbx",".npmrc",".netrc","credentials*.json","secrets.*"],i=[".env.example","*.pub"],Ya="left out: matches the deny list";function c(t){let n=t.map((e)=>ec(e));return(e)=>n.some((s)=>s(e))}function ze(t){let n=c(a),e=c(i),s=ai(t);return(o)=>s(o)||o.toLowerCase().split("/").some((r)=>n(r)&&!e(r))}
export{Ya,ze};
