// @bun
import{ja,Bo}from"./s88.js";var a=[".env",".env.*","*.pem","*.key","*.p12","*.pfx","id_rsa*","id_ed25519*","*.kdbx",".npmrc",".netrc","credentials*.json","secrets.*"],i=[".env.example","*.pub"],Ca="left out: matches the deny list";function c(t){let n=t.map((e)=>ja(e));return(e)=>n.some((s)=>s(e))}function Nt(t){let n=c(a),e=c(i),s=Bo(t);return(o)=>s(o)||o.toLowerCase().split("/").some((r)=>n(r)&&!e(r))}
export{Ca,Nt};
