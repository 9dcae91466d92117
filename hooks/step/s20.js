// @bun
import{Ra,Nr}from"./s77.js";var a=[".env",".env.*","*.pem","*.key","*.p12","*.pfx","id_rsa*","id_ed25519*","*.kdbx",".npmrc",".netrc","credentials*.json","secrets.*"],i=[".env.example","*.pub"];function c(t){let n=t.map((e)=>Ra(e));return(e)=>n.some((s)=>s(e))}function Oa(t){let n=c(a),e=c(i),s=Nr(t);return(o)=>s(o)||o.toLowerCase().split("/").some((r)=>n(r)&&!e(r))}
export{Oa};
