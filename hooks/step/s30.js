// @bun
import{Ya,oi}from"./s40.js";var a=[".env",".env.*","*.pem","*.key","*.p12","*.pfx","id_rsa*","id_ed25519*","*.kdbx",".npmrc",".netrc","credentials*.json","secrets.*"],i=[".env.example","*.pub"],Ja="left out: matches the deny list";function c(t){let n=t.map((e)=>Ya(e));return(e)=>n.some((s)=>s(e))}function Le(t){let n=c(a),e=c(i),s=oi(t);return(o)=>s(o)||o.toLowerCase().split("/").some((r)=>n(r)&&!e(r))}
export{Ja,Le};
