// @bun
import{Oa,Do}from"./s42.js";var a=[".env",".env.*","*.pem","*.key","*.p12","*.pfx","id_rsa*","id_ed25519*","*.kdbx",".npmrc",".netrc","credentials*.json","secrets.*"],i=[".env.example","*.pub"],Ta="left out: matches the deny list";function c(t){let n=t.map((e)=>Oa(e));return(e)=>n.some((s)=>s(e))}function Nt(t){let n=c(a),e=c(i),s=Do(t);return(o)=>s(o)||o.toLowerCase().split("/").some((r)=>n(r)&&!e(r))}
export{Ta,Nt};
