// @bun
import{ga,Cr}from"./s80.js";var a=[".env",".env.*","*.pem","*.key","*.p12","*.pfx","id_rsa*","id_ed25519*","*.kdbx",".npmrc",".netrc","credentials*.json","secrets.*"],i=[".env.example","*.pub"];function c(t){let n=t.map((e)=>ga(e));return(e)=>n.some((s)=>s(e))}function ha(t){let n=c(a),e=c(i),s=Cr(t);return(o)=>s(o)||o.toLowerCase().split("/").some((r)=>n(r)&&!e(r))}
export{ha};
