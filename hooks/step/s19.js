// @bun
import{La,Zo}from"./s79.js";var a=[".env",".env.*","*.pem","*.key","*.p12","*.pfx","id_rsa*","id_ed25519*","*.kdbx",".npmrc",".netrc","credentials*.json","secrets.*"],i=[".env.example","*.pub"],Ma="left out: matches the deny list";function c(t){let n=t.map((e)=>La(e));return(e)=>n.some((s)=>s(e))}function Bt(t){let n=c(a),e=c(i),s=Zo(t);return(o)=>s(o)||o.toLowerCase().split("/").some((r)=>n(r)&&!e(r))}
export{Ma,Bt};
