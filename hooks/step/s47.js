// @bun
import{ja,qr}from"./s69.js";var a=[".env",".env.*","*.pem","*.key","*.p12","*.pfx","id_rsa*","id_ed25519*","*.kdbx",".npmrc",".netrc","credentials*.json","secrets.*"],i=[".env.example","*.pub"];function c(t){let n=t.map((e)=>ja(e));return(e)=>n.some((s)=>s(e))}function Ca(t){let n=c(a),e=c(i),s=qr(t);return(o)=>s(o)||o.toLowerCase().split("/").some((r)=>n(r)&&!e(r))}
export{Ca};
