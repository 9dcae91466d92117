// @bun
import{oc,Wi}from"./s2.js";var a=[".env",".env.*","*.pem","*.key","*.p12","*.pfx","id_rsa*","id_ed25519*","*.kdbx",".npmrc",".netrc","credentials*.json","secrets.*"],i=[".env.example","*.pub"],Vl="left out: matches the deny list";function c(t){let n=t.map((e)=>oc(e));return(e)=>n.some((s)=>s(e))}function xt(t){let n=c(a),e=c(i),s=Wi(t);return(o)=>s(o)||o.toLowerCase().split("/").some((r)=>n(r)&&!e(r))}
export{Vl,xt};
