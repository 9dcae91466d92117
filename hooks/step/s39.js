// @bun
import{Nc,Di}from"./s120.js";var a=[".env",".env.*","*.pem","*.key","*.p12","*.pfx","id_rsa*","id_ed25519*","*.kdbx",".npmrc",".netrc","credentials*.json","secrets.*"],i=[".env.example","*.pub"],Lc="left out: matches the deny list";function c(t){let n=t.map((e)=>Nc(e));return(e)=>n.some((s)=>s(e))}function bn(t){let n=c(a),e=c(i),s=Di(t);return(o)=>s(o)||o.toLowerCase().split("/").some((r)=>n(r)&&!e(r))}
export{Lc,bn};
