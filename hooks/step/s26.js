// @bun
import{Wa,Ko}from"./s91.js";var a=[".env",".env.*","*.pem","*.key","*.p12","*.pfx","id_rsa*","id_ed25519*","*.kdbx",".npmrc",".netrc","credentials*.json","secrets.*"],i=[".env.example","*.pub"],Da="left out: matches the deny list";function c(t){let n=t.map((e)=>Wa(e));return(e)=>n.some((s)=>s(e))}function qt(t){let n=c(a),e=c(i),s=Ko(t);return(o)=>s(o)||o.toLowerCase().split("/").some((r)=>n(r)&&!e(r))}
export{Da,qt};
